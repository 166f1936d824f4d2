import { dictionary } from '../../modules/russian/words.ts';

// A process of its own: what a fresh function pays for its first question.
const memoryBefore = process.memoryUsage.rss();
const startedAt = performance.now();
dictionary();
const milliseconds = performance.now() - startedAt;
process.stdout.write(JSON.stringify({ milliseconds, bytes: process.memoryUsage.rss() - memoryBefore }));
