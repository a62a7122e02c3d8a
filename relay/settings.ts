// Waits and limits of the relay, declared once.
import { z } from 'zod'

const wholeMs = (min: number, max: number) => z.int().min(min).max(max)

export const relaySettings = z.strictObject({
  dnsWithinMs: wholeMs(100, 60_000)
    .default(3_000)
    .describe('A name that is not resolved within this time counts as a failed attempt.'),
  connectWithinMs: wholeMs(100, 60_000)
    .default(4_000)
    .describe('Time to reach an endpoint by TCP (and TLS), all its addresses together.'),
  handshakeWithinMs: wholeMs(100, 60_000)
    .default(3_000)
    .describe('Time for the RTMP handshake and connect command.'),
  publishWithinMs: wholeMs(100, 60_000)
    .default(5_000)
    .describe('Time for the platform to accept the publish command.'),
  stalledAfterMs: wholeMs(200, 60_000)
    .default(900)
    .describe('A leg whose far end proves nothing for this long is stalled.'),
  abandonAfterMs: wholeMs(300, 120_000)
    .default(1_500)
    .describe('A leg whose far end proves nothing for this long moves to its next endpoint.'),
  slowAfterMs: wholeMs(1_000, 600_000)
    .default(10_000)
    .describe('An endpoint that keeps a leg dropping frames for this long is left, if there is another.'),
  pingEveryMs: wholeMs(100, 10_000).default(250).describe('How often the far end is asked for a pong.'),
  uplinkWithinMs: wholeMs(100, 10_000)
    .default(1_000)
    .describe(
      'All legs of this machine falling silent within this time is the uplink: endpoints are held, and for as long again when a sibling is back first.',
    ),
  uplinkHoldMs: wholeMs(1_000, 120_000)
    .default(8_000)
    .describe('How long connections are kept through a dead uplink before they are made anew.'),
  ghostForMs: wholeMs(1_000, 600_000)
    .default(60_000)
    .describe(
      'A refusal as a duplicate this soon after our own disconnect is our own ghost, and is retried.',
    ),
  healthyAfterMs: wholeMs(1_000, 600_000)
    .default(10_000)
    .describe('Carrying for this long forgives the failures before it.'),
  backoffFirstMs: wholeMs(50, 60_000).default(500).describe('The first wait once every endpoint has failed.'),
  backoffMaxMs: wholeMs(100, 600_000).default(8_000).describe('The longest wait between attempts.'),
  queueMaxMs: wholeMs(200, 60_000)
    .default(4_000)
    .describe('A queue of a leg holds this much media at most; then it drops to the next key frame.'),
  queueMaxBytes: z
    .int()
    .min(65_536)
    .max(1_073_741_824)
    .default(33_554_432)
    .describe('A queue of a leg holds this many bytes at most.'),
  gopCacheBytes: z
    .int()
    .min(65_536)
    .max(1_073_741_824)
    .default(67_108_864)
    .describe('The output GOP kept for new connections holds this many bytes at most.'),
  chunkSizeBytes: z.int().min(128).max(65_536).default(65_536).describe('RTMP chunk size we send with.'),
  lossAfterMs: wholeMs(200, 60_000)
    .default(700)
    .describe(
      'A feed on air that sends no picture for this long is lost, longer where its pictures come in gaps.',
    ),
  returnAfterMs: wholeMs(0, 600_000)
    .default(3_000)
    .describe('A preferred feed must be healthy for this long before the program returns to it.'),
  fromSlateAfterMs: wholeMs(0, 600_000)
    .default(1_000)
    .describe('A feed must be healthy for this long before it takes the place of the slate.'),
  minStayMs: wholeMs(0, 600_000)
    .default(2_000)
    .describe('After a cut only a loss or a person causes another one for this long.'),
  contentProbes: z
    .boolean()
    .default(true)
    .describe('Whether key frames and pieces of sound of each feed are decoded, to find what shows nothing.'),
  blackAfterMs: wholeMs(1_000, 600_000)
    .default(3_000)
    .describe('A feed that is black for this long is told.'),
  frozenAfterMs: wholeMs(2_000, 600_000)
    .default(10_000)
    .describe('A feed whose picture stays the same for this long is told.'),
  silentAfterMs: wholeMs(1_000, 600_000)
    .default(10_000)
    .describe('A feed that is silent for this long is told.'),
  clippedAfterMs: wholeMs(1_000, 600_000)
    .default(5_000)
    .describe('A feed whose sound stands at full scale for this long is told.'),
  caFile: z
    .string()
    .optional()
    .describe('path of a PEM file with further certificate authorities trusted for rtmps endpoints'),
})

export type RelaySettings = z.output<typeof relaySettings>
