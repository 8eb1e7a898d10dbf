$version: "2.0"

metadata a = "\ude00 alone"
