$version: "2"

metadata validators = [
    {
        name: "ReservedWords"
        configuration: {
            reserved: [
                {
                    words: ["Zeus*"]
                    terms: ["access key"]
                    reason: "Zeus is the name of the project inside the house."
                }
                { words: ["name"], selector: "member" }
            ]
        }
    }
]

namespace example.weather

structure ZeusStation {
    stationAccessKey: String
    name: String
}

string Name
