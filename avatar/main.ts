// The hall of the avatar worker: `node avatar/main.ts DATA_FOLDER`. Everything else comes over its socket.
import { desiredBytes, readComment, readCue, readDesired, readInterjection } from '#avatar'
import { runWorker } from '#core/worker-hall.ts'
import { takeOver } from '#core/unix-http.ts'
import { AvatarWorker } from './worker.ts'

const [dataFolder] = process.argv.slice(2)
if (dataFolder === undefined) {
  process.stderr.write('usage: node avatar/main.ts DATA_FOLDER\n')
  process.exit(2)
}

await runWorker({ room: 'avatar', name: 'avatar', dataFolder }, deps => {
  const worker = new AvatarWorker(deps)
  return {
    routes: {
      'GET /snapshot': () => worker.snapshot(),
      'GET /feeds/:feed.flv': ({ params, response }) => {
        const feed = worker.feed(params.feed ?? '')
        feed.read(takeOver(response, 'video/x-flv'))
      },
      'PUT /feeds/:feed/cue': ({ params, body }) => {
        const { by, cue } = readCue(body)
        worker.feed(params.feed ?? '').cue(by, cue)
        return { ok: true }
      },
      'POST /feeds/:feed/interjections': ({ params, body }) => {
        worker.feed(params.feed ?? '').interject(readInterjection(body))
        return { ok: true }
      },
      'DELETE /feeds/:feed/interjections/:id': ({ params }) => {
        worker.feed(params.feed ?? '').takeBack(params.id ?? '')
        return { ok: true }
      },
      'POST /feeds/:feed/comments': ({ params, body }) => {
        worker.feed(params.feed ?? '').comment(readComment(body))
        return { ok: true }
      },
      'DELETE /feeds/:feed/comments/:id': ({ params }) => {
        worker.feed(params.feed ?? '').takeCommentBack(params.id ?? '')
        return { ok: true }
      },
      'PUT /desired': {
        maxBodyBytes: desiredBytes,
        handler: ({ body }) => {
          worker.apply(readDesired(body))
          return { ok: true }
        },
      },
    },
    run: signal => worker.run(signal),
    close: () => worker.close(),
  }
})
