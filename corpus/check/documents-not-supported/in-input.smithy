$version: "2"

namespace example.weather

@trait(selector: "service")
@protocolDefinition(noInlineDocumentSupport: true)
structure plainProtocol {}

@plainProtocol
service Weather {
    operations: [Report]
}

operation Report {
    input := {
        anything: Document
    }
}
