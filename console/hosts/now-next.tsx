// What a host says at this moment, what comes next, and how it is doing.
import { language, useWords } from '../shell/language.ts'
import { halfOf, saidShare } from './telling.ts'
import type { HostFeed, Now } from './types.ts'
import { hostWords } from './words.ts'

export function NowAndNext({ feed, nowMs }: { readonly feed: HostFeed; readonly nowMs: number }) {
  const words = useWords(hostWords).value
  const { now, next = [], progress } = feed.host
  return (
    <div class="now-next">
      <section class="now" aria-label={words.feeds.now}>
        <h3>{words.feeds.now}</h3>
        {now ? (
          <>
            <p class="sentence">{now.text}</p>
            <progress max={1} value={saidShare(now, nowMs)} aria-label={words.feeds.now} />
            <p class="hint">{aboutNow(now, words)}</p>
          </>
        ) : (
          <p class="sentence soft">{words.feeds.silent}</p>
        )}
        {progress && progress.of > 0 ? (
          <p class="hint">{words.feeds.progress(progress.said, progress.of)}</p>
        ) : null}
      </section>
      <section class="next" aria-label={words.feeds.next}>
        <h3>{words.feeds.next}</h3>
        {next.length === 0 ? <p class="hint">{words.feeds.nothingNext}</p> : null}
        <ol>
          {next.map(({ text, isReady, refusal }, i) => (
            <li key={i} data-level={refusal !== null ? 'bad' : isReady ? 'good' : 'off'}>
              <span class="dot" aria-hidden="true" />
              <span>{text}</span>
              <span class="hint" title={refusal ?? undefined}>
                {refusal !== null ? words.feeds.passedOver : isReady ? words.feeds.ready : words.feeds.later}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <Facts feed={feed} />
    </div>
  )
}
NowAndNext.props = ['feed', 'nowMs']

type AllWords = (typeof hostWords)['zh']

function aboutNow({ from, product, isFromClip }: Now, { and, feeds }: AllWords): string {
  return and([
    ...(from === 'script' ? [] : [feeds[from]]),
    ...(product === null ? [] : [feeds.ofProduct(product)]),
    isFromClip ? feeds.fromClip : feeds.composed,
  ])
}

function Facts({ feed }: { readonly feed: HostFeed }) {
  const { feeds } = useWords(hostWords).value
  const {
    script,
    queueSeconds,
    isLabelSeen,
    widthPx,
    heightPx,
    frameRateFps,
    clipsMade,
    clipsReused,
    doing,
  } = feed.host
  if (script === undefined) return null
  const label = isLabelSeen == null ? feeds.labelUnknown : isLabelSeen ? feeds.labelSeen : feeds.labelMissing
  return (
    <dl class="facts">
      <dt>{feeds.facts.script}</dt>
      <dd>{script}</dd>
      <dt>{feeds.facts.ready}</dt>
      <dd>{feeds.seconds(queueSeconds ?? 0)}</dd>
      <dt>{feeds.facts.label}</dt>
      <dd class={isLabelSeen === false ? 'trouble' : ''}>{label}</dd>
      <dt>{feeds.facts.profile}</dt>
      <dd>
        {widthPx}×{heightPx}@{frameRateFps}
      </dd>
      <dt>{feeds.facts.clips}</dt>
      <dd>{feeds.clips(clipsMade ?? 0, clipsReused ?? 0)}</dd>
      {doing ? (
        <>
          <dt>{feeds.facts.doing}</dt>
          <dd>{halfOf(doing, language.value)}</dd>
        </>
      ) : null}
    </dl>
  )
}
Facts.props = ['feed']
