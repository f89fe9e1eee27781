"""The publisher's LRS: what its key may do, and a gateway in front of it."""
