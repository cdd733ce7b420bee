"""What people do with workshops: plan them, come in, lead a room through its phases."""
