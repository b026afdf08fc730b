#!/bin/sh
# A key for tests of Secure Boot, made once with OpenSSL 3.0: it protects nothing.
set -eu
openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 36500 -subj '/CN=Diskwright test/' \
    -keyout key.pem -out certificate.pem
openssl pkcs12 -export -inkey key.pem -in certificate.pem -name own -passout pass:secret -out key.p12
