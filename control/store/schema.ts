// The tables of the store, as steps: each is run once, in order, and never changed afterwards.
import type { Database } from '#core/database.ts'
import { Failure } from '#core/failure.ts'

const steps = [
  `create table feeds(
     name text primary key, kind text not null, key_digest text not null, key_fingerprint text not null, made_ms integer not null);
   create table broadcasts(
     name text primary key, plan text not null, wish text not null default 'off', on_slate integer not null default 0,
     take text, changed_ms integer not null);
   create table destinations(
     broadcast text not null references broadcasts(name) on delete cascade, name text not null,
     generation integer not null default 1, primary key(broadcast, name));
   create table endpoints(
     broadcast text not null, destination text not null, ordinal integer not null, url text not null, sealed_key text not null,
     fingerprint text not null, expires_ms integer, primary key(broadcast, destination, ordinal),
     foreign key(broadcast, destination) references destinations(broadcast, name) on delete cascade);
   create table events(
     id integer primary key autoincrement, at_ms integer not null, broadcast text, kind text not null, detail text not null);
   create index events_of_broadcast on events(broadcast, id);
   create table cursors(worker text primary key, seq integer not null);
   create table snapshots(worker text primary key, at_ms integer not null, snapshot text not null);
   create table tokens(
     name text primary key, role text not null, digest text not null unique, made_ms integer not null);
   create table sessions(
     digest text primary key, name text not null, role text not null, token_digest text not null, until_ms integer not null);
   create table facts(name text primary key, value text not null);`,
  'create table policies(platform text primary key, overrides text not null);',
  `create table incidents(
     id text primary key, began_ms integer not null, over_ms integer, recorded integer not null, record text not null);
   create index incidents_by_time on incidents(began_ms);
   create table incident_engine(one integer primary key check (one = 1), cursor integer not null, state text not null);`,
  `create table receivers(
     name text primary key, plan text not null, server text not null, sealed text not null, fingerprint text not null,
     secret_fingerprint text, state text);
   create table tellings(
     receiver text not null references receivers(name) on delete cascade, incident text not null, telling text not null,
     primary key(receiver, incident));`,
  `alter table feeds add column host text;
   create table scripts(name text primary key, script text not null, changed_ms integer not null);`,
  'create table sets(name text primary key, brief text not null, changed_ms integer not null);',
  'alter table broadcasts add column duty text;',
  // Sessions from before do not say where they were opened: everybody signs in once more.
  `create table accounts(
     name text primary key, title text, role text not null, salt text not null, hash text not null,
     made_ms integer not null, password_ms integer not null, addresses text not null default '[]');
   drop table sessions;
   create table sessions(
     id text primary key, digest text not null unique, name text not null, account text, token_digest text,
     opened_ms integer not null, seen_ms integer not null, until_ms integer not null, address text not null, browser text not null);
   create table audit(
     id integer primary key autoincrement, at_ms integer not null, who text, role text, address text not null,
     method text not null, route text not null, path text not null, outcome text not null, status integer not null, code text,
     body text, before text, after text);
   create index audit_of_who on audit(who, id);`,
  `create table prompters(
     broadcast text primary key references broadcasts(name) on delete cascade, script text, planned_end_ms integer,
     version integer not null default 0, place text, moved_ms integer not null default 0);
   create table cues(
     id integer primary key autoincrement, broadcast text not null references broadcasts(name) on delete cascade,
     kind text not null, text text not null, sent_ms integer not null, sent_by text not null, until_ms integer,
     shown_ms integer, seen_ms integer, withdrawn_ms integer);
   create index cues_of_broadcast on cues(broadcast, id);`,
  `alter table destinations add column wish text not null default 'on';
   alter table destinations add column room_left_ms integer;`,
]

/** Brings a store of any age to the present shape. */
export function migrate(database: Database): void {
  const at = Number(database.get('pragma user_version')?.user_version ?? 0)
  if (at > steps.length) {
    const message = `this store was written by a newer Changming (step ${at}, this one knows ${steps.length}); start that one`
    throw new Failure('control/newer-store', message, { fault: 'operator', remedy: 'stop' })
  }
  for (const [index, step] of steps.entries()) {
    if (index < at) continue
    database.transaction(() => {
      database.script(step)
      database.script(`pragma user_version = ${index + 1}`)
    })
  }
}
