$version: "2.0"

namesapce com.example.orders

string OrderId
