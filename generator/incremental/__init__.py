"""Why a build does so little: what it remembers of the last one."""
