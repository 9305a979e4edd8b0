import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { BATCHES_AT_ONCE, sqsPieceRequests } from '../../handlers/aws/messaging/sqsPieceRequests.ts';
import { PARTS_AT_ONCE } from '../../handlers/aws/s3/uploadParts.ts';
import { steady } from '../../lab/simulate/cloud/ramp.ts';
import { requestsFor } from '../../lab/simulate/cloud/requests.ts';
import { type Numbers, numbersOf } from '../../lab/simulate/constants.ts';
import { cutPieces } from '../../lab/simulate/film/cutPieces.ts';
import { type FilmWork, NOTHING_TO_READ } from '../../lab/simulate/film/filmWork.ts';
import { mergedParts } from '../../lab/simulate/film/mergedParts.ts';
import { filmSteps, TARGET } from '../../lab/simulate/scenarios/filmSteps.ts';
import { planFilm, runFilms, runWork } from '../../lab/simulate/scenarios/runFilms.ts';
import { seedsFrom } from '../../lab/simulate/scenarios/summary.ts';
import { HEADS_AT_ONCE } from '../../pipeline/film/publishMerged.ts';
import preset720 from '../../presets/720p.ts';
import { functionCost } from '../../prices/functionCost.ts';

const MB = 1024 * 1024;

/** Nothing takes time or money but what a test says. */
const NOTHING: Partial<Numbers> = {
  ...{
    encodeSpread: 0,
    firstByteSeconds: 0,
    networkMbPerSecond: Number.POSITIVE_INFINITY,
    copySeconds: 0,
    completeSeconds: 0,
  },
  ...{ ledgerSeconds: 0, sendSeconds: 0, messageSeconds: 0, topicSeconds: 0, noticeSeconds: 0 },
  ...{ lossChance: 0, coldStartSeconds: 0 },
};

/** A plan of 1 s, so many pieces of 5 s, and 2 s to put them together. */
function tiny(pieces: number): FilmWork {
  const piece = { kind: 'video' as const, seconds: 10, ranges: 1, checkSeconds: 0, outputBytes: 6 * MB };
  return {
    planSeconds: 1,
    pieces: Array.from({ length: pieces }, () => ({ ...piece, sourceBytes: 0, encodeSeconds: 5 })),
    ...{ mergeSeconds: 2, lookSeconds: 0, indexBytes: 0, indexSeconds: 0, mergedIndexBytes: 0 },
    sentIndexes: null,
    ...{ planReading: NOTHING_TO_READ, lookReading: NOTHING_TO_READ },
  };
}

function runTiny(pieces: number, workers: number, changed: Partial<Numbers> = {}, seed = 1) {
  const films = { memoryMb: 1_769, ramp: steady(workers), warm: workers };
  return runWork(tiny(pieces), films, [seed], numbersOf({ ...NOTHING, ...changed }))[0];
}

describe('a film in pieces', () => {
  it('takes its plan, its rounds of pieces and its end, as worked out by hand', () => {
    const size = { memoryMb: 1_769, scratchMb: 512, architecture: 'x86_64' as const };
    // The plan, three pieces that do not end the film, and the one that does.
    const invocations = [1, 5, 5, 5, 7];
    const functions = invocations.reduce((sum, seconds) => sum + functionCost(seconds, size).usd, 0);

    const run = runTiny(4, 2);

    expect(run).toMatchObject({ seconds: 1 + 2 * 5 + 2, coreSeconds: 23, made: 4, lost: 0 });
    expect(run?.usd).toBeGreaterThan(functions);
    expect(run?.usd).toBeLessThan(functions + 0.0002);
  });

  it('is never slower with more workers', () => {
    const seconds = [1, 2, 3, 5, 8, 20, 40, 100].map(workers => runTiny(40, workers)?.seconds ?? 0);

    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
    expect(seconds.at(-1)).toBe(8);
  });

  it('has every piece made once, however many workers die', () => {
    for (const seed of seedsFrom(1, 10)) {
      const run = runTiny(50, 10, { lossChance: 0.3 }, seed);
      expect(run?.made).toBe(50);
      expect(run?.lost).toBeGreaterThan(0);
    }
  });

  it('waits for the lease of a worker that died, and for no more', () => {
    const runs = seedsFrom(1, 8).map(seed => runTiny(1, 1, { lossChance: 0.5, leaseSeconds: 60 }, seed));

    expect(runs.some(run => run?.lost)).toBe(true);
    for (const run of runs) {
      const waited = (run?.seconds ?? 0) - 8;
      // A worker dies at some time within its 5 s.
      expect(waited).toBeGreaterThanOrEqual(60 * (run?.lost ?? 0));
      expect(waited).toBeLessThanOrEqual(65 * (run?.lost ?? 0));
    }
  });

  it('is decided by its seed', () => {
    const numbers = numbersOf();
    const cut = {
      pieceSeconds: 24,
      soundSeconds: 120,
      ...{ joins: 'each' as const, index: 'message' as const },
      memoryMb: 2_400,
    };
    const films = { plan: planFilm(600, preset720, numbers), cut, ramp: steady(20) };

    expect(runFilms(films, [1, 2], numbers)).toEqual(runFilms(films, [1, 2], numbers));
    expect(runFilms(films, [1], numbers)).not.toEqual(runFilms(films, [2], numbers));
  });

  it('waits for the one that fetches all sound, or decodes all joins', () => {
    const numbers = numbersOf({ ...NOTHING, firstByteSeconds: 0.1, firstByteSpread: 0 });
    const plan = planFilm(3_600, preset720, numbers);
    const seconds = (soundSeconds: number | null, joins: 'last' | 'each') => {
      const cut = { pieceSeconds: 24, soundSeconds, joins, index: 'message' as const, memoryMb: 1_769 };
      return runFilms({ plan, cut, ramp: steady(400) }, [1], numbers)[0]?.seconds ?? 0;
    };

    // 3,600 chunks, forty at once, for the plan and for its worker, and 54 s of encoding.
    expect(seconds(null, 'each') - seconds(120, 'each')).toBeGreaterThan(9 + 9 + 54 - 20);
    // 150 groups of 60 pictures.
    expect(seconds(120, 'last') - seconds(120, 'each')).toBeGreaterThan(30);
  });

  it('of an hour is there in 30 s for ten cents, cut as the engine cuts it', () => {
    const numbers = numbersOf();
    const last = filmSteps(planFilm(3_600, preset720, numbers), seedsFrom(1, 15), numbers).at(-1);

    expect(last?.medianSeconds).toBeLessThan(TARGET.seconds);
    expect(last?.usd).toBeLessThan(TARGET.usd);
  });

  it('costs and takes less in larger pieces, until S3 copies each by itself', () => {
    const numbers = numbersOf({ ...NOTHING, networkMbPerSecond: 60 });
    const plan = planFilm(3_600, preset720, numbers);
    const [small, large] = [10, 24].map(pieceSeconds => {
      const cut = {
        pieceSeconds,
        soundSeconds: 120,
        ...{ joins: 'each' as const, index: 'message' as const },
        memoryMb: 1_769,
      };
      return runFilms({ plan, cut, ramp: steady(400) }, [1], numbers)[0];
    });

    expect(large?.usd).toBeLessThan(small?.usd ?? 0);
    expect(large?.seconds).toBeLessThan(small?.seconds ?? 0);
  });

  it('reads the index once for all pieces of its pictures, where that comes with their messages', () => {
    const numbers = numbersOf({ ...NOTHING, firstByteSeconds: 0.1, firstByteSpread: 0 });
    const plan = planFilm(3_600, preset720, numbers);
    const [source, message] = (['source', 'message'] as const).map(index => {
      const cut = { pieceSeconds: 24, soundSeconds: 120, joins: 'each' as const, index, memoryMb: 1_769 };
      return runFilms({ plan, cut, ramp: steady(400) }, [1], numbers)[0];
    });

    // Of 150 pieces two requests, one after the other, and its tables.
    const indexSeconds = 0.2 + 108_000 * numbers.indexSecondsPerFrame;
    const written = 108_000 * numbers.pieceIndexSecondsPerFrame;
    expect((source?.coreSeconds ?? 0) - (message?.coreSeconds ?? 0)).toBeCloseTo(
      150 * indexSeconds - written,
      3,
    );
    expect((source?.seconds ?? 0) - (message?.seconds ?? 0)).toBeGreaterThan(0);
    expect(source?.usd).toBeGreaterThan(message?.usd ?? 0);
  });
});

describe('pieces', () => {
  it('are whole groups of pictures, and all of the film', () => {
    const pieces = cutPieces(181, { pieceSeconds: 15, soundSeconds: null }, 2);
    const pictures = pieces.filter(({ kind }) => kind === 'video').map(({ seconds }) => seconds);

    expect(pieces[0]).toEqual({ kind: 'sound', seconds: 181 });
    expect(pictures.slice(0, -1).every(seconds => seconds % 2 === 0)).toBe(true);
    expect(pictures.reduce((sum, seconds) => sum + seconds, 0)).toBe(181);
    expect(Math.max(...pictures) - Math.min(...pictures)).toBeLessThanOrEqual(3);
  });

  it.each([
    [
      'large ones are copied, and the index is sent with as much as makes up a part',
      [6, 16],
      { copies: 1, sends: 1, fetches: 1, sentBytes: 7 * MB },
    ],
    [
      'a small one is filled up from the next',
      [9, 3, 12],
      { copies: 2, sends: 2, fetches: 3, sentBytes: 10 * MB },
    ],
  ])('become parts as the product lays them out: %s', (_, sizes, parts) => {
    const works = sizes.map(() => ({ kind: 'video' as const, seconds: 20 }));

    expect(
      mergedParts(
        works,
        sizes.map(size => size * MB),
        MB,
      ),
    ).toEqual(parts);
  });

  it('have sound between them, all of which is sent', () => {
    const sound = { kind: 'sound' as const, seconds: 120 };
    const works = [sound, ...Array.from({ length: 6 }, () => ({ kind: 'video' as const, seconds: 20 }))];
    const { sentBytes, fetches } = mergedParts(
      works,
      [2 * MB, ...Array.from({ length: 6 }, () => 20 * MB)],
      0,
    );

    expect(sentBytes).toBe(5 * MB);
    expect(fetches).toBe(2);
  });
});

describe('the model', () => {
  it('takes as many at once as the product', () => {
    const { copiesAtOnce, sendsAtOnce, headsAtOnce, batchesAtOnce } = numbersOf();

    expect({ copied: copiesAtOnce, sent: sendsAtOnce }).toEqual(PARTS_AT_ONCE);
    expect([headsAtOnce, batchesAtOnce]).toEqual([HEADS_AT_ONCE, BATCHES_AT_ONCE]);
  });

  it.each([0, 1_000, 5_000, 9_000, 20_000, 60_000])(
    'sends messages with indexes of %i bytes in as many requests as the product',
    async bytes => {
      let requests = 0;
      const sqs = {
        send: async () => {
          requests += 1;
          return {};
        },
      } as unknown as SQSClient;
      const asked = Array.from({ length: 180 }, (_, piece) => ({
        ...{ jobId: 'a'.repeat(40), cut: 'b'.repeat(16), piece },
        index: bytes > 0 ? Buffer.alloc(bytes) : null,
      }));
      await sqsPieceRequests(sqs).send('http://sqs/queue', asked);
      expect(requestsFor(180, 180 * bytes)).toBe(requests);
    },
  );
});
