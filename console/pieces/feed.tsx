// One feed: whether a picture arrives; opened, all that was measured of it, or where to send to.
import { view } from '../live/live.ts'
import type { Feed } from '../live/types.ts'
import { Icon } from '../kit/icon.tsx'
import { shared } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { adviceOn, briefOfFeed, type FeedState, figuresOfFeed, stateOfFeed } from '../tell/feed-facts.ts'
import { iconOf } from '../tell/level.ts'
import { Figures } from './figures.tsx'
import './pieces.css'

type FeedProps = { readonly feed: Feed }

export function feedState(feed: Feed): FeedState {
  const broadcasts = view.value.broadcasts ?? []
  const isOnAir = broadcasts.some(
    ({ wish, programs }) => wish === 'on' && programs.some(({ onAir }) => onAir === feed.name),
  )
  const content = broadcasts.flatMap(each => each.contents).find(each => each.feed === feed.name)
  return stateOfFeed(feed, isOnAir, content, shared.value)
}

export function FeedRow({ feed }: FeedProps) {
  const { level, text } = feedState(feed)
  const advice = adviceOn(feed, shared.value)
  return (
    <details class="feed" data-level={level} data-feed={feed.name}>
      <summary>
        <Icon name={iconOf[level]} />
        <span class="called">{feed.name}</span>
        <span class="says">{text}</span>
        <span class="small">{briefOfFeed(feed)}</span>
      </summary>
      {advice === '' ? null : <p class="trouble">{advice}</p>}
      {feed.host !== null ? (
        <a href={hrefOf('hosts')}>{shared.value.feeds.toHosts}</a>
      ) : feed.session === null ? (
        <SendHere />
      ) : (
        <Figures figures={figuresOfFeed(feed, view.value.feeds?.nowMs ?? 0, shared.value)} />
      )}
    </details>
  )
}
FeedRow.props = ['feed']

function SendHere() {
  const { feeds } = view.value
  const urls =
    feeds === null || feeds.publishUrl === null ? [] : [feeds.publishUrl, ...feeds.otherPublishUrls]
  return (
    <div class="send-here">
      <p>{shared.value.feeds.hint}</p>
      {urls.map(url => (
        <code key={url}>{url}</code>
      ))}
    </div>
  )
}
