import { generateKeyPairSync, sign } from "node:crypto";

// Just enough DER for an X.509 certificate, so that the repository holds no private key and needs no openssl.
const der = (tag: number, ...content: (Buffer | number[])[]): Buffer => {
  const body = Buffer.concat(content.map((part) => Buffer.from(part)));
  const { length } = body;
  // Always the shortest form: BoringSSL and rustls reject any other.
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...content: Buffer[]) => der(0x30, ...content);
const set = (...content: Buffer[]) => der(0x31, ...content);
const utf8 = (text: string) => der(0x0c, Buffer.from(text));
// Until 2049 dates are UTCTime, with two digits for the year: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5
const utcTime = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/\D/g, "")}Z`));

const ECDSA_WITH_SHA256 = sequence(der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const VERSION_3 = der(0xa0, der(0x02, [2]));
const COMMON_NAME = der(0x06, [0x55, 0x04, 0x03]);

/** A fresh key and a self-signed certificate for `localhost`, as PEM. */
export function makeSelfSignedCertificate(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(COMMON_NAME, utf8("localhost"))));
  const day = 86_400_000;
  const validity = sequence(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + day)));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const unsigned = sequence(VERSION_3, der(0x02, [1]), ECDSA_WITH_SHA256, name, validity, name, spki);
  const signature = der(0x03, [0], sign("sha256", unsigned, privateKey));
  const certificate = sequence(unsigned, ECDSA_WITH_SHA256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  };
}
