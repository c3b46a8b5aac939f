"""Why a build does so little: what is remembered of the last one, and what that saves."""
