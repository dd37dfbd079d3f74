# syntax=docker/dockerfile:1

# Evenkeel's server and workers in one image: `serve` (the default), `worker`, and every other command.
#
#   docker build -t evenkeel .
#   docker run --rm -v "$PWD/examples/shop:/config:ro" evenkeel check --config /config/evenkeel.yaml
#
# docs/deployment.md says how to run it for good.

ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
# The packages first: they are fetched again only when the lock file has changed. None of them needs its install scripts.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY rules ./rules
COPY collectors ./collectors
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund && rm -f dist/.tsbuildinfo

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Evenkeel" \
      org.opencontainers.image.description="Tells a team whether staging would have told them the truth." \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    NO_COLOR=1 \
    EVENKEEL_DATA=/data
WORKDIR /app
COPY package.json LICENSE ./
COPY examples ./examples
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/rules ./rules
COPY --from=build /build/dist ./dist
# Where the embedded database lies when there is no DATABASE_URL; the image's user owns it, and so do named volumes made from it.
RUN install -d -o node -g node -m 0700 /data
VOLUME ["/data"]
# By number, so that a cluster that forbids root can tell.
USER 1000:1000
EXPOSE 7423
# Beside `serve` alone: the compose file says what a worker's health is.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7423/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No shell in between: SIGTERM reaches the program, which hands its work back before it ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/src/cli/main.js"]
CMD ["serve", "--config", "/config/evenkeel.yaml", "--listen", "0.0.0.0:7423"]
