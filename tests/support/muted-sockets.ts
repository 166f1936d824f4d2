import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import type { ISocketFactory } from '../../modules/kafka/library.ts';

/** Connections to Kafka over which answers can get lost. */
export interface MutedSockets {
  readonly factory: ISocketFactory;
  /** The next request that holds `text` reaches the broker, its answer does not come back; later ones do. */
  readonly loseAnswerTo: (text: string) => void;
  /** How many answers were lost. */
  readonly lost: () => number;
}

export function mutedSockets(): MutedSockets {
  let armed: string | undefined;
  let lost = 0;
  const factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket: Socket = connect({ host, port, servername: host, ...ssl }, onConnect);
    const [write, emit] = [socket.write.bind(socket), socket.emit.bind(socket)];
    let isMuted = false;
    socket.write = (data: Uint8Array | string, ...rest: never[]) => {
      if (armed !== undefined && Buffer.from(data as Uint8Array).includes(armed)) {
        armed = undefined;
        isMuted = true;
      }
      return write(data, ...rest);
    };
    socket.emit = (event: string | symbol, ...args: unknown[]) => {
      if (event !== 'data' || !isMuted) return emit(event, ...args);
      isMuted = false;
      lost += 1;
      return true;
    };
    return socket;
  };
  return { factory, loseAnswerTo: (text) => (armed = text), lost: () => lost };
}
