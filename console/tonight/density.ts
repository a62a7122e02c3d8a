// How many tiles stand beside each other so that all of them fit a wall screen, as large as can be. Pure.

/** A tile is at its best a little higher than its picture: the sentence and the platforms stand below. */
const bestAspect = 1.35

export type Grid = { readonly columns: number; readonly rows: number }

export function gridFor(count: number, widthPx: number, heightPx: number): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count) }
  let bestPx = 0
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const tile = { width: widthPx / columns, height: heightPx / rows }
    const usefulPx = Math.min(tile.width, tile.height * bestAspect)
    if (usefulPx > bestPx) [best, bestPx] = [{ columns, rows }, usefulPx]
  }
  return best
}
