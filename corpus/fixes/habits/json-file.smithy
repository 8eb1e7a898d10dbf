// by hand: the file is JSON AST; it is to be called `.json`
{
    "smithy": "2.0",
    "shapes": {
        "com.example.orders#OrderId": {
            "type": "string"
        }
    }
}
