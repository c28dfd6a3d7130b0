"""The command `flochat`: what people do with the platform every day, without writing Python.

It needs the extra `cli`. Everything that it does goes through the public interface of the library;
commands are loaded when they are called, and the library when one of them needs it.
"""
