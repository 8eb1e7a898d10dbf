//! `GatewayResponsesCors`: responses of the gateway can replace the headers that `@cors` makes.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

const CORS: Code = Code::danger("gateway-responses-with-cors", "GatewayResponsesCors");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::API_GATEWAY_RESPONSES) {
        let service = subject.container();
        let Some(cors) = service.traits.get(known::CORS) else {
            continue;
        };
        let report = CORS
            .at(
                context.head(applied),
                format!(
                    "the gateway responses of `{}` may replace the headers of `@cors`",
                    service.id.name
                ),
            )
            .shape(service.id)
            .event_at(subject.span())
            .here("its parameters win over generated headers")
            .help("make sure that they set no header that CORS needs, and suppress this report");
        out.push(context.label(report, cors.span, "generates headers"));
    }
}
