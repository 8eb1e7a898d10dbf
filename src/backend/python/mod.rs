//! The typed Python client.
