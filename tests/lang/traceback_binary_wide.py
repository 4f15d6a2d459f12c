alpha, beta = 10, "text"
result = (alpha * 2) + (beta * alpha) + alpha
