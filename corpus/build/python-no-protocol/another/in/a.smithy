$version: "2"
namespace example

@trait(selector: "service")
@protocolDefinition
structure carrierPigeon {}

@carrierPigeon
service Library {}
