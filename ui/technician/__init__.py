"""The technician's side: devices found, tried, fitted; the check-up; the support bundle."""
