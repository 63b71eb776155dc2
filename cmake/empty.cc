// Gives an archive to folders that hold only headers.
