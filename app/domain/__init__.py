"""What Ruta WeGO knows about the process, without Flask, database, clock or files."""
