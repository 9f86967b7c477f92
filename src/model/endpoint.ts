// What is probed: one SMTP service at one host and port.

/** `starttls`: plain SMTP upgraded by STARTTLS (RFC 3207). `implicit`: TLS from the first byte (RFC 8314). */
export type TlsMode = 'starttls' | 'implicit';

export type AddressFamily = 4 | 6;

/** `host` is a DNS name in A-label (ASCII) form, lower case, or an IP address without brackets. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly tlsMode: TlsMode;
}

/** An address and port of one side of a TCP connection. */
export interface SocketAddress {
  readonly address: string;
  readonly family: AddressFamily;
  readonly port: number;
}
