import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from '../instance/process-identity.mjs';

// Plain JavaScript, because the bootstrap runs it under whatever Node the machine has.

const pollEvery = 200;
const giveUpAfter = 30 * 60_000;

/**
 * Does `work` while no other process that uses the same lock file does its own.
 * A lock whose owner is gone, killed half way for instance, is taken over.
 *
 * @template T
 * @param {string} file
 * @param {(ownerPid: number) => void} onWait called once when another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  const deadline = Date.now() + giveUpAfter;
  let release = takeLock(file);
  for (let told = false; release === undefined; release = takeLock(file)) {
    const owner = read(file);
    if (Date.now() > deadline) throw new Error(`${file} has been locked for 30 minutes; if nobody uses it, delete it`);
    if (!told && owner !== undefined) onWait(parse(owner)?.pid ?? 0);
    told = true;
    await pause(pollEvery);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Takes a lock that nobody holds, or whose owner is gone. Returns how to give it back, or undefined when another process holds it.
 *
 * @param {string} file
 * @returns {(() => void) | undefined}
 */
export function takeLock(file) {
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  mkdirSync(dirname(file), { recursive: true });
  while (!claim(file, mine)) {
    const owner = read(file);
    if (owner === undefined || isAlive(owner)) return undefined;
    removeStale(file, owner);
  }
  return () => {
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

/**
 * Creates the lock file with its content in one step, so that nobody reads half of it.
 *
 * @param {string} file
 * @param {string} content
 */
function claim(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Moves a dead owner's lock away. Another process may have done so a moment before and hold the lock by now:
 * then it is put back.
 *
 * @param {string} file
 * @param {string} stale
 */
function removeStale(file, stale) {
  const moved = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, moved);
    if (read(moved) !== stale) linkSync(moved, file);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(moved, { force: true });
  }
}

/** @param {string} content */
function isAlive(content) {
  const owner = parse(content);
  return owner !== undefined && identityOf(owner.pid) === owner.identity;
}

/**
 * @param {string} content
 * @returns {{ pid: number, identity: string } | undefined}
 */
function parse(content) {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
