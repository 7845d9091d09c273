"""The portal's mail: stored first, queued in the same transaction, handed over by the worker."""
