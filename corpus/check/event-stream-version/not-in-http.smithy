$version: "2"

namespace example.bank

use aws.protocols#restJson1

@restJson1(http: ["http/1.1"], eventStreamHttp: ["h2"])
service Bank {
    version: "1"
}
