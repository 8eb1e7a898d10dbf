$version: "2"

namespace aws.auth

@trait(selector: "service")
structure ourOwn {}
