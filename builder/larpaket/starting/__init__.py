"""What `larpaket new` makes, a project and a module that builds at once; and the schemas for editors."""
