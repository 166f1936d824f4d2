import { archiveClasses, lacksArchive } from '../java/archive-classes.ts';
import type { JavaProgram } from '../java/program.ts';
import type { Instance } from '../instance/instance.ts';
import { nameNodeProgram } from '../services/hdfs.ts';
import { brokerProgram } from '../services/kafka.ts';
import { opensearchProgram } from '../services/opensearch.ts';

/** One program of each set of jars: its archive serves all others of the set. */
const archived = (instance: Instance): readonly JavaProgram[] => [
  opensearchProgram(instance),
  brokerProgram(instance, 1),
  nameNodeProgram(instance),
];

/**
 * Makes the archives of classes that are missing, from what the servers of a running instance have loaded. One after the
 * other: the flow is at work beside them.
 */
export async function archiveMissingClasses(instance: Instance): Promise<boolean> {
  const missing = archived(instance).filter((program) => lacksArchive(program));
  for (const program of missing) await archiveClasses(program);
  return missing.length > 0;
}
