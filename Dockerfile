FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/run.mjs build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production TZ=UTC
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/src ./src
COPY --from=build --chown=node:node /app/database ./database
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/sample ./sample
RUN install --directory --owner=node --group=node .duka
USER node
EXPOSE 1337
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 1337}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image is compiled, so it needs no launcher: signals reach the server itself.
CMD ["node", "dist/scripts/start.js"]
