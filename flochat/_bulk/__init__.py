"""Jobs for many people: what they are made of, and the journal that lets them resume."""
