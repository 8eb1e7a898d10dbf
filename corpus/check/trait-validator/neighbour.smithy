$version: "2"

namespace example.weather

@trait(selector: "service")
@traitValidators(
    "strict.NoBlobs": {
        selector: "~> member :test(> blob)"
        message: "Strict services are all text."
        severity: "WARNING"
    }
)
structure strict {}

@strict
service Weather {
    operations: [Report]
}

operation Report {
    input := {
        picture: Blob
        text: String
    }
}
