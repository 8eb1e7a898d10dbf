"""Tests of the protocol, from the model's own cases."""
