$version: "2.0"

package com.example.orders

string OrderId
