$version: "2"
namespace example

use aws.protocols#restJson1

@restJson1
service Library {}
