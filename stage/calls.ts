// Lets the program that holds the browser call exported functions of the stage's modules.

type Called = (argument: unknown) => unknown

/** Calls `name` of the module at `url`. */
async function callStage(url: string, name: string, argument: unknown): Promise<unknown> {
  const module = (await import(url)) as Record<string, Called>
  const called = module[name]
  if (typeof called !== 'function') throw new Error(`${url} exports no function ${name}`)
  return await called(argument)
}

/** The same, for what returns a Blob or bytes. */
async function takeFromStage(url: string, name: string, argument: unknown): Promise<Blob> {
  const taken = await callStage(url, name, argument)
  if (taken instanceof Blob) return taken
  if (taken instanceof ArrayBuffer || ArrayBuffer.isView(taken)) return new Blob([taken as BlobPart])
  throw new Error(`${name} of ${url} returned neither a Blob nor bytes`)
}

export type StageCalls = { callStage: typeof callStage; takeFromStage: typeof takeFromStage }

Object.assign(globalThis, { callStage, takeFromStage } satisfies StageCalls)
