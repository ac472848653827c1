// Requests that any server of ours must refuse, and close: [name, status, bytes].
// get and post: paths that answer 200 and that read a body; headers: what post needs.
export const refusals = ({ get, post, headers = "" }) => {
  const HOST = `Host: a\r\n${headers}`;
  const GET = `GET ${get} HTTP/1.1\r\n`;
  const POST = `POST ${post} HTTP/1.1\r\n`;
  const chunked = (body) => `${POST}${HOST}Transfer-Encoding: chunked\r\n\r\n${body}`;
  return [
    ["Content-Length with Transfer-Encoding", 400, `${POST}${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["differing Content-Length", 400, `${POST}${HOST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`],
    ["listed Content-Length", 400, `${POST}${HOST}Content-Length: 5, 5\r\n\r\nhello`],
    ["Content-Length +5", 400, `${POST}${HOST}Content-Length: +5\r\n\r\nhello`],
    ["Content-Length -1", 400, `${POST}${HOST}Content-Length: -1\r\n\r\n`],
    ["Content-Length overflowing", 400, `${POST}${HOST}Content-Length: 99999999999999999999\r\n\r\n`],
    ["Transfer-Encoding gzip", 501, `${POST}${HOST}Transfer-Encoding: gzip\r\n\r\n`],
    ["Transfer-Encoding gzip, chunked", 501, `${POST}${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ["Transfer-Encoding in HTTP/1.0", 400, `POST ${post} HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["space before the colon", 400, `${GET}${HOST}X : y\r\n\r\n`],
    ["bare CR", 400, `${GET}${HOST}X: a\rb\r\n\r\n`],
    ["bare LF", 400, `GET ${get} HTTP/1.1\nHost: a\n\n`],
    ["NUL in a value", 400, `${GET}${HOST}X: a\0b\r\n\r\n`],
    ["NUL in the target", 400, `GET /hel\0lo HTTP/1.1\r\n${HOST}\r\n`],
    ["control byte in a value", 400, `${GET}${HOST}X: a\x01b\r\n\r\n`],
    ["byte outside the token set in a name", 400, `${GET}${HOST}X(: y\r\n\r\n`],
    ["non-ASCII byte in a name", 400, `${GET}${HOST}X\xe9: y\r\n\r\n`],
    ["obs-fold", 400, `${GET}${HOST}X: a\r\n b\r\n\r\n`],
    ["no Host", 400, `${GET}\r\n`],
    ["two Hosts", 400, `${GET}${HOST}Host: a\r\n\r\n`],
    ["chunk size overflowing", 400, chunked("fffffffffffffffff\r\nhello\r\n0\r\n\r\n")],
    ["chunk size 0x5", 400, chunked("0x5\r\nhello\r\n0\r\n\r\n")],
    ["chunk size with bare LF", 400, chunked("5\nhello\r\n0\r\n\r\n")],
    ["chunk without its CRLF", 400, chunked("5\r\nhello0\r\n\r\n")],
    ["chunk extensions without end", 400, chunked(`5;${"x".repeat(20000)}\r\nhello\r\n0\r\n\r\n`)],
    ["trailers without end", 400, chunked(`0\r\n${"X: y\r\n".repeat(3000)}\r\n`)],
    ["HTTP/1.2", 400, `GET ${get} HTTP/1.2\r\n${HOST}\r\n`],
    ["HTTP/9.9", 505, `GET ${get} HTTP/9.9\r\n${HOST}\r\n`],
    ["HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["no version", 400, `GET ${get}\r\n\r\n`],
    ["a head over 64 KB", 431, `${GET}${HOST}X: ${"y".repeat(70000)}\r\n\r\n`],
    ["a head over 64 KB that never ends", 431, `${GET}${HOST}X: ${"y".repeat(70000)}`],
    ["more than 100 headers", 431, `${GET}${HOST}${"X: y\r\n".repeat(100)}\r\n`],
    ["a target over 8 KB", 414, `GET /${"t".repeat(8192)} HTTP/1.1\r\n${HOST}\r\n`],
    ["a body beyond every limit", 413, `${POST}${HOST}Content-Length: 999999999999999\r\n\r\n`],
    ["an unknown Expect", 417, `${POST}${HOST}Expect: wonders\r\nContent-Length: 5\r\n\r\n`],
  ];
};
