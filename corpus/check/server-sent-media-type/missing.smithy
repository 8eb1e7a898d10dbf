$version: "2.0"

namespace example.weather

use smithyc.http#serverSentEvents

@serverSentEvents
@streaming
blob Gusts
