$version: "2"
namespace example

use aws.protocols#awsJson1_0

@awsJson1_0
service Library {}
