// What `--help` prints.

export const helpText = `Usage: smtp-tls-probe probe [options] HOST[:PORT] …
       smtp-tls-probe report [options] FILE …
       smtp-tls-probe log [--json] FILE …
       smtp-tls-probe check-config [--json | --format sarif] FILE …
       smtp-tls-probe explain [--json] [FILE]
       smtp-tls-probe hybrid [--on-premises HOST] [--smart-host HOST] [EXPORT …]

Probes the TLS of SMTP servers, line by line, and says why it failed and what to do about it.
Without a port: 25. Port 465 is implicit TLS, every other is STARTTLS, unless --tls says otherwise.
No mail is sent.
report reads stored results (JSON, NDJSON, history files of the extension; - is standard input), judges them
again by the rules of this version and reports on them. It sends nothing.
log reads protocol logs of Exchange (SEND….LOG, RECV….LOG; - is standard input): which sessions failed at TLS,
and why. Exit status: 1 when one did, else 0; 2 when a file could not be read or is no protocol log.
check-config looks for lines that turn TLS or verification off, in scripts, settings and exports of connectors
(.ps1, main.cf, exim.conf, source code, YAML, JSON, .env …; - is standard input, such as postconf -n), and says
what to do in their place. It sends nothing.
explain says what a mail error means: a bounce (.eml too), a queue or log line, the message of a program (without
FILE: standard input; a rule such as starttls/not-offered: its page), and what a report on TLS says that a sender
mailed (TLSRPT, RFC 8460: .json, .json.gz, .eml). It sends nothing.
hybrid diagnoses mail flow of an Exchange hybrid deployment: EXPORT files of its connectors and certificates (JSON,
CSV, CLIXML or Format-List; --export-snippet prints the PowerShell that makes them), and both legs.

Where to:
  HOST[:PORT] …          names or addresses; [2001:db8::1]:25 for IPv6; - reads them from standard input
  --hosts FILE           one host a line, # begins a comment; may be given again; - is standard input;
                         UTF-8, or UTF-16 with its byte order mark
  --fleet FILE           endpoints, expected names, authorities and policies of a fleet file (smtp-tls.json); may be
                         given again; flags said here go before what stands there; with report: policies only
  --tls MODE             starttls, implicit or auto (default)
  --address IP           connect to this address, look nothing up
  --family 4|6           only this address family
  --local-address IP     connect from this address

Hybrid:
  --on-premises HOST     host that Exchange Online sends to; probed on port 25
  --smart-host HOST      smart host of the tenant, such as contoso-com.mail.protection.outlook.com; probed on port 25
  --egress IP            address that Exchange Server sends from (default: what the smart host says in its reply)
  --export-snippet       print the PowerShell that makes an export, and nothing else

TLS:
  --servername NAME      name sent in SNI and expected in the certificate (default: HOST)
  --ca FILE              PEM file of the only roots to trust (default: Mozilla's, then this machine's)
  --all-stores           ask Mozilla's roots, this machine's and those of --ca, and show which know the chain's root
  --cert FILE --key FILE client certificate and key, PEM
  --pfx FILE             client certificate and key, PKCS #12
  --passphrase TEXT      of the key or the PKCS #12 file; other users can see it in the list of processes,
                         the environment variable SMTP_TLS_PASSPHRASE they cannot
  --min-tls VERSION      lowest version offered: 1.0, 1.1, 1.2 or 1.3

Further tests, each only when asked for; one connection at a time, none after a 421:
  --all-addresses        every address of the name, up to 16, one by one; what differs is named
  --repeat N             connections to each of them: 1 to 10 (default: 2)
  --compare-ports        25, 587 and 465 of the same host
  --try-starttls         send STARTTLS although it is not offered, and look at the answer
  --nonsense-verb        send a verb that no server knows (XYZZY): some very old firewalls answer OK in its place
  --without-sni          shake hands once more without the server name
  --control-host HOST[:PORT]
                         does the network let the port out? Greeting and QUIT to another mail server
  --reputation           reverse DNS of our address as the server saw it, and what block lists say of it
  --resolver ADDRESS     name server for --reputation (default: this machine's); public ones are refused by many lists
  --block-list ZONE      ask this list in place of the usual ones; may be given again

Manners:
  --ehlo NAME            name to say in EHLO (default: this machine's, else its address)
  --timeout SECONDS      for a whole probe (default: 120)
  --concurrency N        probes at once (default: 20)
  --per-host N           connections to one host at once (default: 1)

Output:
  --format FORMAT        text (default), html, markdown, csv, json, ndjson, sarif or junit; with hybrid: the first three
                         or json
  --redact               put other words for names of hosts, addresses and owners, leave out keys and prints
  --json                 the same as --format json
  -o, --output FILE      write there instead of standard output
  -v, --verbose          add transcript, TLS session and certificates
  --fail-on SEVERITY     error (default), warning, note or never
  --explain RULE         what a finding or a cause means, and what to do; also an anti-fix such as
                         exchange/ignore-starttls
  --list-rules           every rule, one a line
  --list-causes          every cause, one a line
  -h, --help             this text
  -V, --version          the version

Exit status: 0 nothing at or above --fail-on; 1 a finding at or above it (one that is accepted counts one
grade less); 2 bad input (the other hosts are still probed); 3 none such, but a host was unreachable or inconclusive; 130 interrupted.
Of explain: 0 something was recognised; 2 the file cannot be read; 3 nothing in it is known.
`;
