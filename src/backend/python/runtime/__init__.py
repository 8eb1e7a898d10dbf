"""What every package that smithyc emits carries with it; nothing here knows a service."""
