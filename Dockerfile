# Changming in a container. How to run it, and what to set: deploy/README.md
FROM node:24-bookworm-slim AS desk
# The pages, built where everything is installed: what builds them has native parts, which npm counts as optional.
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY main.ts ./
COPY core ./core
COPY media ./media
COPY ingest ./ingest
COPY relay ./relay
COPY stage ./stage
COPY scene-gen ./scene-gen
COPY avatar ./avatar
COPY monitoring ./monitoring
COPY control ./control
COPY console ./console
COPY scripts ./scripts
RUN npm run build

FROM node:24-bookworm-slim

# ffmpeg makes the slate, encodes hosts, and carries SRT. chromium draws hosts. espeak-ng is the voice that always works. iproute2's ss tells whether far ends read. tini is PID 1: it reaps workers whose parent has died.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates chromium espeak-ng ffmpeg iproute2 tini \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without the optional FFmpeg of 2018: Debian's is here. The Node that runs is the one package.json pins, also under npm.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY LICENSE THIRD_PARTY.md main.ts ./
COPY core ./core
COPY media ./media
COPY ingest ./ingest
COPY relay ./relay
COPY stage ./stage
COPY scene-gen ./scene-gen
COPY avatar ./avatar
COPY monitoring ./monitoring
COPY control ./control
COPY console ./console
COPY --from=desk /app/console/dist ./console/dist
# Drills, which control starts.
COPY scripts ./scripts
# What a person is to do about an alert or an incident; the desk shows it.
COPY docs/runbooks ./docs/runbooks

RUN groupadd --gid 10001 changming \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin changming \
 && install -d -o changming -g changming -m 700 /data
USER changming
ENV NODE_ENV=production CHANGMING_DATA=/data
VOLUME /data

# 1935 takes cameras. The API and pages listen on 127.0.0.1:8080 of the container until CHANGMING_HTTP_HOST says otherwise,
# which needs a certificate or CHANGMING_TRUST_PROXY=true beside it.
EXPOSE 1935 8080

HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node_modules/.bin/node", "-e", \
  "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; const { CHANGMING_HTTP_CERT_FILE: cert, CHANGMING_HTTP_PORT: port = '8080' } = process.env; fetch(`${cert ? 'https' : 'http'}://127.0.0.1:${port}/healthz`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Control that dies is started again, and adopts the workers, which went on meanwhile. Asked to go (docker stop), it goes; then
# the workers say goodbye to the platforms, and the container ends. Arguments go to main.ts, such as --config FILE.
ENTRYPOINT ["tini", "-g", "--", "sh", "-c", "trap 'asked=1' TERM INT; asked=; until node_modules/.bin/node main.ts \"$@\" || [ -n \"$asked\" ]; do sleep 1; done; exec node_modules/.bin/node main.ts --stop \"$@\"", "changming"]
